"""What pages are drawn with, in Streamlit: the frame, widgets, and a module for each subject."""
