-- Every row's text stands in its document at its offsets (white space collapsed): no row is returned.
with

texts as (
    select * from {{ ref('stg_texts') }}
),

rows_with_spans as (
    select
        'figures' as table_name,
        figure_id as row_id,
        doc_id,
        surface,
        char_start,
        char_end
    from {{ ref('stg_figures') }}
    union all
    select
        'dates' as table_name,
        date_id as row_id,
        doc_id,
        surface,
        char_start,
        char_end
    from {{ ref('stg_dates') }}
    union all
    select
        'mentions' as table_name,
        mention_id as row_id,
        doc_id,
        surface,
        char_start,
        char_end
    from {{ ref('stg_mentions') }}
    union all
    select
        'recommendations' as table_name,
        recommendation_id as row_id,
        doc_id,
        action as surface,
        char_start,
        char_end
    from {{ ref('stg_recommendations') }}
    union all
    select
        'claims' as table_name,
        claim_id as row_id,
        doc_id,
        text as surface,
        char_start,
        char_end
    from {{ ref('stg_claims') }}
    union all
    select
        'sentences' as table_name,
        sentence_id as row_id,
        doc_id,
        text as surface,
        char_start,
        char_end
    from {{ ref('stg_sentences') }}
    union all
    select
        'exhibits' as table_name,
        exhibit_id as row_id,
        doc_id,
        caption as surface,
        char_start,
        char_end
    from {{ ref('stg_exhibits') }}
    union all
    select
        'causal_links (cause)' as table_name,
        link_id as row_id,
        doc_id,
        cause as surface,
        cause_start as char_start,
        cause_end as char_end
    from {{ ref('stg_causal_links') }}
    union all
    select
        'causal_links (effect)' as table_name,
        link_id as row_id,
        doc_id,
        effect as surface,
        effect_start as char_start,
        effect_end as char_end
    from {{ ref('stg_causal_links') }}
),

sliced as (
    select
        rows_with_spans.table_name,
        rows_with_spans.row_id,
        rows_with_spans.surface,
        substring(texts.text, rows_with_spans.char_start + 1, rows_with_spans.char_end - rows_with_spans.char_start)
            as slice
    from rows_with_spans
    left join texts on rows_with_spans.doc_id = texts.doc_id
),

ungrounded as (
    select
        table_name,
        row_id
    from sliced
    where
        slice is null
        or regexp_replace(slice, '[\s\p{Z}\x{1c}-\x{1f}\x{85}]+', '', 'g')
        <> regexp_replace(surface, '[\s\p{Z}\x{1c}-\x{1f}\x{85}]+', '', 'g')
)

select * from ungrounded
