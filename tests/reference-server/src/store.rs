//! What the server keeps: the certificates of each load balancer, in memory.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

use super::problem::Problem;
use super::request::CertificateType;

/// A rough figure for what an entry takes beside its texts, so that many tiny ones count too.
const ENTRY_OVERHEAD: usize = 256;

/// A certificate as the load balancer holds it. It has no `Debug`, since the bundle usually holds the private key.
#[derive(Clone)]
#[non_exhaustive]
pub struct StoredCertificate {
    /// The name it was created under.
    pub name: String,
    /// How it came to be.
    pub cert_type: CertificateType,
    /// The certificate, its chain and its private key (an uploaded bundle may lack the last two), as HAProxy reads
    /// them.
    pub pem: Zeroizing<String>,
}

/// All certificates of all load balancers.
pub(super) struct Store {
    limit: usize,
    shelves: Mutex<Shelves>,
}

#[derive(Default)]
struct Shelves {
    by_load_balancer: HashMap<String, BTreeMap<String, StoredCertificate>>,
    used: usize,
}

impl Store {
    /// A store that refuses what would take it beyond `limit` bytes.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, shelves: Mutex::default() }
    }

    /// Adds a certificate unless its name is taken: checked and done under one lock, so that of two at once only one
    /// wins and none overwrites.
    pub(super) fn insert(&self, load_balancer: String, certificate: StoredCertificate) -> Result<(), Problem> {
        let size = load_balancer.len() + certificate.name.len() + certificate.pem.len() + ENTRY_OVERHEAD;
        let mut shelves = self.lock();
        let shelf = shelves.by_load_balancer.get(&load_balancer);
        if shelf.is_some_and(|shelf| shelf.contains_key(&certificate.name)) {
            return Err(Problem::name_taken());
        }
        if shelves.used + size > self.limit {
            return Err(Problem::storage_full());
        }
        shelves.used += size;
        let shelf = shelves.by_load_balancer.entry(load_balancer).or_default();
        shelf.insert(certificate.name.clone(), certificate);
        Ok(())
    }

    /// Copies of what a load balancer holds, by name.
    pub(super) fn certificates_on(&self, load_balancer: &str) -> Vec<StoredCertificate> {
        let shelves = self.lock();
        let shelf = shelves.by_load_balancer.get(load_balancer);
        shelf.into_iter().flat_map(BTreeMap::values).cloned().collect()
    }

    /// Nothing above can panic between two changes, so a poisoned lock still guards whole maps.
    fn lock(&self) -> MutexGuard<'_, Shelves> {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
