-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        doc_id,
        claim_id,
        figure_id,
        role
    from {{ source('serai', 'claim_figures') }}
)

select * from source
