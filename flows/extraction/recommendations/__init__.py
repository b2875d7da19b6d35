"""Recommendations: who should do what, how firmly, and what for."""
