run "refuses_a_store_that_is_too_large" {
  command = plan

  variables {
    name    = "reports"
    team    = "finance"
    size_gb = 500
  }

  expect_failures = [var.size_gb]
}
