"""What readers take away: datasets as files, each at its address. No Streamlit."""
