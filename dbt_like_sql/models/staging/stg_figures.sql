-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        figure_id,
        doc_id,
        sentence_id,
        surface,
        kind,
        value,
        value_high,
        unit,
        qualifier,
        measure,
        entity_id,
        period_start,
        period_end,
        direction,
        is_statistic,
        attributed_to,
        safe_to_sum,
        sum_note,
        char_start,
        char_end,
        score
    from {{ source('serai', 'figures') }}
)

select * from source
