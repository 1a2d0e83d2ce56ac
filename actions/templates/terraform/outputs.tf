output "store" {
  description = "Where the store is."
  value       = local_file.store.filename
}
