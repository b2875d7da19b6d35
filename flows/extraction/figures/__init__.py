"""Figures: every stated quantity, with its unit, measure, time and firmness."""
