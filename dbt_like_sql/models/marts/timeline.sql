-- When did what happen, by the dated statements of the documents?
with

dates as (
    select * from {{ ref('stg_dates') }}
),

sentences as (
    select * from {{ ref('stg_sentences') }}
),

dated as (
    select
        dates.date_id,
        dates.start as start_date,
        dates."end" as end_date,
        dates.granularity,
        dates.surface,
        sentences.text as sentence,
        dates.doc_id,
        dates.sentence_id,
        dates.char_start,
        dates.char_end
    from dates
    inner join sentences on dates.sentence_id = sentences.sentence_id
)

select * from dated
