-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        doc_id,
        entity_id,
        name,
        entity_type,
        code,
        code_system
    from {{ source('serai', 'document_entities') }}
)

select * from source
