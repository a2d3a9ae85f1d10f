"""What is said: sentences from typed results. No Streamlit, no HTML."""
