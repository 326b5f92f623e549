CREATE TABLE t(audio STRUCT(bytes BLOB, path VARCHAR), label BIGINT, speaker_id VARCHAR, gender VARCHAR, text VARCHAR);
INSERT INTO t VALUES ({'bytes': from_base64('UklGRi4AAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YQoAAAABAP//6AMY/PQB'), 'path': 'a1.wav'}, 1::BIGINT, 's1', 'F', 'words, and words'),
({'bytes': from_base64('UklGRi4AAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YQoAAAACAP7/6AMY/PQB'), 'path': 'a2.wav'}, 2::BIGINT, NULL, 'M', 'words, and words'),
(NULL, 0::BIGINT, 's3', 'F', 'words, and words'),
({'bytes': NULL, 'path': 'a4.wav'}, 1::BIGINT, 's0', 'M', 'words, and words'),
({'bytes': from_base64('UklGRi4AAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YQoAAAAFAPv/6AMY/PQB'), 'path': NULL}, 2::BIGINT, 's1', 'F', 'words, and words'),
({'bytes': from_base64('UklGRi4AAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YQoAAAAGAPr/6AMY/PQB'), 'path': 'a6.wav'}, 0::BIGINT, 's2', 'M', 'words, and words'),
({'bytes': from_base64('UklGRi4AAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YQoAAAAHAPn/6AMY/PQB'), 'path': 'a7.wav'}, 1::BIGINT, 's3', 'F', 'words, and words'),
({'bytes': from_base64('UklGRi4AAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YQoAAAAIAPj/6AMY/PQB'), 'path': 'a8.wav'}, -1::BIGINT, 's0', 'M', 'words, and words');
COPY t TO '/root/s/readers1/duck/snappy.parquet' (FORMAT PARQUET, COMPRESSION snappy, KV_METADATA {huggingface: '{"info": {"features": {"audio": {"_type": "Audio"}, "label": {"names": ["angry", "happiness", "sad"], "_type": "ClassLabel"}}}}'});
COPY t TO '/root/s/readers1/duck/zstd.parquet' (FORMAT PARQUET, COMPRESSION zstd, PARQUET_VERSION V2, KV_METADATA {huggingface: '{"info": {"features": {"audio": {"_type": "Audio"}, "label": {"names": ["angry", "happiness", "sad"], "_type": "ClassLabel"}}}}'});
