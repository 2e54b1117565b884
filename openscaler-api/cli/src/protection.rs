//! Keeps the memory of the process, which holds a token and private keys, out of core files and out of reach of other
//! processes.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Protects the memory as far as the system can; the program runs even if it cannot.
pub(crate) fn protect() {
    // Neither a debugger of the same user nor a core file sees the memory, whatever the limits are.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
    let Rlimit { maximum, .. } = getrlimit(Resource::Core);
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum });
}
