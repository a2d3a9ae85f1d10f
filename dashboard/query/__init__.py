"""The questions asked of the database: parameters in, frames or counted results out."""
