"""Dates: every stated time, normalised to the days it covers."""
