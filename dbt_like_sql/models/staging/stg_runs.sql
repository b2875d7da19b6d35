-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        run_id,
        snapshot_id,
        status,
        started_at,
        finished_at,
        extractor_version,
        n_documents_seen,
        n_new,
        n_changed,
        n_unchanged,
        n_removed,
        n_rejected,
        row_counts,
        detail
    from {{ source('serai', 'runs') }}
)

select * from source
