variable "name" {
  description = "Name of the store."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,40}$", var.name))
    error_message = "The name has 3 to 41 lower-case letters, digits and dashes."
  }
}

variable "team" {
  description = "Team that installs it, which Souk fills in."
  type        = string
}

variable "suspended" {
  description = "Whether the installation stands still, which Souk fills in: the store keeps what it has, and takes nothing more."
  type        = bool
  default     = false
}

variable "size_gb" {
  description = "Most that the store may hold, in gigabytes."
  type        = number
  default     = 10

  validation {
    condition     = var.size_gb >= 1 && var.size_gb <= 100
    error_message = "The size is between 1 and 100 GB."
  }
}
