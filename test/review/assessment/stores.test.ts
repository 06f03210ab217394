import { graphOfHcl } from '../../../review/model/load';
import { storesOf } from '../../../review/assessment/stores';

const storesIn = async (hcl: string) => storesOf(await graphOfHcl(hcl, 'shop'), 'shop');

describe('the stores of an environment', () => {
  test('say what each is, and which key encrypts it', async () => {
    const stores = await storesIn(`
      resource "aws_kms_key" "data" {}
      resource "aws_kms_alias" "data" {
        name          = "alias/shop/data"
        target_key_id = aws_kms_key.data.id
      }
      resource "aws_db_instance" "main" {
        identifier        = "orders"
        engine            = "postgres"
        engine_version    = "17"
        storage_encrypted = true
        kms_key_id        = aws_kms_key.data.arn
      }
      resource "aws_db_instance" "reads" {
        identifier          = "orders-reads"
        replicate_source_db = aws_db_instance.main.identifier
      }
      resource "aws_elasticache_replication_group" "main" {
        replication_group_id       = "sessions"
        engine                     = "valkey"
        at_rest_encryption_enabled = true
      }
      resource "aws_s3_bucket" "files" {
        bucket = "shop-files"
      }
      resource "aws_s3_bucket_server_side_encryption_configuration" "files" {
        bucket = aws_s3_bucket.files.id
        rule {
          apply_server_side_encryption_by_default {
            sse_algorithm     = "aws:kms"
            kms_master_key_id = aws_kms_key.data.arn
          }
        }
      }`);
    expect(stores.map(({ kind, name, what, encryption }) => `${kind} ${name}: ${what}, ${encryption}`)).toEqual([
      'database orders: postgres 17, encrypted by alias/shop/data',
      'database orders-reads: replica, as its source',
      "cache sessions: valkey, encrypted by AWS's key",
      'bucket shop-files: S3, encrypted by alias/shop/data',
    ]);
  });

  test('say what is not encrypted, and what is not known', async () => {
    const stores = await storesIn(`
      variable "encrypted" {}
      resource "aws_db_instance" "open" {
        identifier = "open"
      }
      resource "aws_rds_cluster" "perhaps" {
        cluster_identifier = "perhaps"
        storage_encrypted  = var.encrypted
      }`);
    expect(stores.map(({ name, encryption }) => `${name}: ${encryption}`)).toEqual([
      'open: not encrypted',
      expect.stringMatching(/^perhaps: not known: .*var\.encrypted/),
    ]);
  });

  test('are those of no other environment', async () => {
    const graph = await graphOfHcl('resource "aws_s3_bucket" "files" { bucket = "files" }', 'shop');
    expect(storesOf(graph, 'blog')).toEqual([]);
  });
});
