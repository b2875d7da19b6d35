-- Which sentences gave neither a claim nor an advised action, and why?
with

sentences as (
    select * from {{ ref('stg_sentences') }}
),

silent as (
    select
        sentence_id,
        doc_id,
        ordinal,
        silence_reason,
        text
    from sentences
    where silence_reason is not null
)

select * from silent
