//! The store: the certificates of each load balancer, in memory.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

use super::answer::Answer;
use super::problem::Problem;
use super::request::CertificateType;

/// A rough estimate of the size of an entry besides its texts, so that many tiny ones count, too.
const ENTRY_OVERHEAD: usize = 256;

/// A stored certificate. It does not implement `Debug`, since the bundle usually contains the private key.
#[derive(Clone)]
#[non_exhaustive]
pub struct StoredCertificate {
    /// Its name.
    pub name: String,
    /// The kind of request that created it.
    pub cert_type: CertificateType,
    /// The certificate, its chain and its private key, in the order that HAProxy reads. An uploaded bundle may lack the
    /// last two.
    pub pem: Zeroizing<String>,
}

/// All certificates of all load balancers.
pub(super) struct Store {
    limit: usize,
    shelves: Mutex<Shelves>,
}

#[derive(Default)]
struct Shelves {
    by_load_balancer: HashMap<String, BTreeMap<String, (StoredCertificate, Answer)>>,
    used: usize,
}

impl Store {
    /// A store that is limited to `limit` bytes.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, shelves: Mutex::default() }
    }

    /// Adds a certificate unless its name is taken; a single lock guards check and change, so that concurrent requests
    /// never overwrite each other.
    pub(super) fn insert(
        &self,
        load_balancer: String,
        certificate: StoredCertificate,
        answer: Answer,
    ) -> Result<(), Problem> {
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
        shelf.insert(certificate.name.clone(), (certificate, answer));
        Ok(())
    }

    /// What the creation of a certificate answered.
    pub(super) fn answer(&self, load_balancer: &str, name: &str) -> Option<Answer> {
        let shelves = self.lock();
        shelves.by_load_balancer.get(load_balancer)?.get(name).map(|(_, answer)| answer.clone())
    }

    /// Copies of a load balancer's certificates, by name.
    pub(super) fn certificates_on(&self, load_balancer: &str) -> Vec<StoredCertificate> {
        let shelves = self.lock();
        let shelf = shelves.by_load_balancer.get(load_balancer);
        shelf.into_iter().flat_map(BTreeMap::values).map(|(certificate, _)| certificate.clone()).collect()
    }

    /// No change above can panic halfway, so a poisoned lock still guards consistent maps.
    fn lock(&self) -> MutexGuard<'_, Shelves> {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
