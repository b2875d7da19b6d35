-- What brings about what, by which words, and which document says so?
with

links as (
    select * from {{ ref('stg_causal_links') }}
),

claims as (
    select * from {{ ref('stg_claims') }}
),

tied as (
    select
        links.link_id,
        links.cause,
        links.effect,
        links.polarity,
        links.cue,
        links.polarity = 'lowers' and links.cue in {{ hindering_cues() }} as is_obstacle,
        claims.certainty,
        claims.is_negated,
        claims.attributed_to,
        claims.themes,
        links.doc_id,
        links.claim_id,
        claims.text as claim,
        links.cause_start,
        links.cause_end,
        links.effect_start,
        links.effect_end,
        claims.score as claim_score
    from links
    inner join claims on links.claim_id = claims.claim_id
)

select * from tied
