-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        corpus,
        metric,
        table_name,
        field,
        measure,
        precision,
        recall,
        value,
        value_low,
        value_high,
        n_annotated,
        n_found,
        n_documents,
        extractor_version
    from {{ source('serai', 'quality') }}
)

select * from source
