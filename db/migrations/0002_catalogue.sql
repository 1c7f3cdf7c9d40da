-- The catalogue an installation begins with; operators edit it.
INSERT INTO products (name, description, platforms, current_version, position,
                      lease_seconds, grace_seconds, retry_seconds, trial_lease_seconds, trial_grace_seconds)
SELECT name, description, ARRAY['android', 'ios', 'browser', 'linux', 'macos', 'windows', 'self-hosted'], version, position,
       86400, 259200, 300, 3600, 86400
FROM (VALUES
  ('BlinkID', 'Scan and extract identity documents', '7.8.1', 1),
  ('BlinkID Verify', 'Tell genuine documents from forged', '3.2.0', 2),
  ('BlinkCard', 'Read payment cards', '2.11.4', 3),
  ('PhotoPay', 'Read payment slips', '8.0.2', 4),
  ('PDF417', 'Decode barcodes', '9.4.0', 5)
) AS catalogue (name, description, version, position);
