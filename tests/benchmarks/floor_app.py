"""The smallest interactive Streamlit app: the floor that redraws are measured by."""

import streamlit as st

choice = st.selectbox("Choice", [f"option {i}" for i in range(1, 10)])
st.write(f"chosen: {choice}")
