-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        claim_id,
        doc_id,
        sentence_id,
        text,
        claim_type,
        certainty,
        is_negated,
        attributed_to,
        citations,
        themes,
        char_start,
        char_end,
        score
    from {{ source('serai', 'claims') }}
)

select * from source
