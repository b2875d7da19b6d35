-- Which figures do the documents quote, of what and whose, about when, and who says so?
with

figures as (
    select * from {{ ref('stg_figures') }}
),

entities as (
    select * from {{ ref('stg_entities') }}
),

sentences as (
    select * from {{ ref('stg_sentences') }}
),

quoted as (
    select
        figures.figure_id,
        figures.surface,
        figures.value,
        figures.value_high,
        figures.unit,
        figures.kind,
        figures.qualifier,
        figures.measure,
        entities.name as whose,
        entities.code as whose_code,
        figures.period_start,
        figures.period_end,
        figures.direction,
        figures.attributed_to,
        figures.safe_to_sum,
        figures.sum_note,
        figures.doc_id,
        sentences.text as sentence,
        figures.char_start,
        figures.char_end,
        figures.score
    from figures
    inner join sentences on figures.sentence_id = sentences.sentence_id
    left join entities on figures.entity_id = entities.entity_id
    where figures.is_statistic
)

select * from quoted
