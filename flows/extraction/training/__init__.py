"""Scripts that fit the small models of the extraction to annotated texts; nothing here runs in the pipeline."""
