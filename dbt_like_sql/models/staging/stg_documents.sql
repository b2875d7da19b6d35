-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        doc_id,
        source_path,
        media_type,
        sha256,
        n_bytes,
        encoding,
        language,
        title,
        is_translation,
        publisher,
        published,
        country,
        licence,
        card_status,
        card_digest,
        n_chars,
        n_words,
        n_sections,
        n_sentences,
        extractor_version,
        first_seen_at,
        extracted_at,
        run_id
    from {{ source('serai', 'documents') }}
)

select * from source
