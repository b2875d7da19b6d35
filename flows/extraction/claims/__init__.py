"""Claims and causal links: what is asserted, and what brings about what."""
