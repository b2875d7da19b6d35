"""What quantities are measured in: physical units by their standard names, currencies by ISO 4217."""
