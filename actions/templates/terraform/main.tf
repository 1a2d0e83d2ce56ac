terraform {
  required_version = ">= 1.9.0, < 2.0.0"

  required_providers {
    local = {
      source  = "hashicorp/local"
      version = "~> 2.5"
    }
  }
}

# Stands in for the store of your cloud: replace it with the resource of your provider.
resource "local_file" "store" {
  filename        = "${path.root}/stores/${var.name}.json"
  file_permission = "0640"
  content         = jsonencode({ name = var.name, owner = var.team, size_gb = var.size_gb, read_only = var.suspended })
}
