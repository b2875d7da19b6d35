-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        entity_id,
        name,
        entity_type,
        code,
        code_system,
        aliases,
        n_mentions,
        n_documents
    from {{ source('serai', 'entities') }}
)

select * from source
