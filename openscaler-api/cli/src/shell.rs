//! `completions` and `manual`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use clap_complete::Shell;

use crate::arguments::{self, Extent};
use crate::failure::Failure;
use crate::output::{self, note};
use crate::table::Program;

pub(crate) fn completions(program: &'static Program, matches: &ArgMatches) -> Result<(), Failure> {
    let Some(shell) = matches.get_one::<Shell>("shell") else { return Ok(()) };
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut arguments::program(program, Extent::Whole), program.name, &mut script);
    output::write(&script)
}

pub(crate) fn manual(program: &'static Program, matches: &ArgMatches) -> Result<(), Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(()) };
    let unwritable =
        |path: &Path, error: std::io::Error| Failure::io("write to", format!("`{}`", path.display()), &error);
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, error))?;
    let mut root = arguments::program(program, Extent::Whole);
    root.build();
    let mut count = 0;
    let mut pages = vec![(program.name.to_owned(), root)];
    while let Some((name, command)) = pages.pop() {
        for child in command.get_subcommands() {
            pages.push((format!("{name}-{}", child.get_name()), child.clone()));
        }
        // `Man` omits their help, too.
        let command = command.mut_args(|arg| arg.hide_short_help(false));
        let mut page = Vec::new();
        let path = folder.join(format!("{name}.1"));
        let page_name: &'static str = name.leak();
        clap_mangen::Man::new(command.name(page_name).bin_name(page_name.replace('-', " ")))
            .render(&mut page)
            .and_then(|()| fs::write(&path, page))
            .map_err(|error| unwritable(&path, error))?;
        count += 1;
    }
    note(&format!("{count} pages in `{}`", folder.display()));
    Ok(())
}
