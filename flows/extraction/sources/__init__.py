"""Sources: who a sentence names for what it states."""
