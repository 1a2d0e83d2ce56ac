use std::io::{self, BufRead, Write};

/// Removes the space around every line; empty lines go.
fn tidy(line: &str) -> Option<String> {
    let text = line.trim();
    (!text.is_empty()).then(|| text.to_string())
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        if let Some(text) = tidy(&line?) {
            writeln!(out, "{text}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn trims_and_drops_empty_lines() {
        assert_eq!(tidy("  a "), Some("a".to_string()));
        assert_eq!(tidy("   "), None);
    }
}
