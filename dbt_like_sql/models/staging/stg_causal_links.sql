-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        link_id,
        claim_id,
        doc_id,
        cause,
        effect,
        polarity,
        cue,
        char_start,
        char_end,
        cause_start,
        cause_end,
        effect_start,
        effect_end
    from {{ source('serai', 'causal_links') }}
)

select * from source
