-- What a card counts is what the tables hold: no row is returned.
with

cards as (
    select
        sum(n_claims) as n_claims,
        sum(n_recommendations) as n_recommendations,
        sum(n_figures) as n_figures,
        sum(n_sentences) as n_sentences
    from {{ ref('document_card') }}
),

tables as (
    select
        (select count(*) from {{ ref('stg_claims') }}) as n_claims,
        (select count(*) from {{ ref('stg_recommendations') }}) as n_recommendations,
        (select count(*) from {{ ref('stg_figures') }}) as n_figures,
        (select count(*) from {{ ref('stg_sentences') }}) as n_sentences
),

different as (
    select cards.*
    from cards
    inner join tables on
        coalesce(cards.n_claims, 0) <> tables.n_claims
        or coalesce(cards.n_recommendations, 0) <> tables.n_recommendations
        or coalesce(cards.n_figures, 0) <> tables.n_figures
        or coalesce(cards.n_sentences, 0) <> tables.n_sentences
)

select * from different
