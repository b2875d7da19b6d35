"""Entities: who and what is named, typed and linked to codes."""
