// The fakes keep the contracts that the real storage keeps.
import { FakeCallRepository } from '../../support/fake-call-repository.ts';
import { FakeLeaseJournal } from '../../support/fake-lease-journal.ts';
import { FakeModelStore } from '../../support/fake-model-store.ts';
import { callRepositoryContract } from './call-repository-contract.ts';
import { leaseJournalContract } from './lease-journal-contract.ts';
import { modelStoreContract } from './model-store-contract.ts';

leaseJournalContract('FakeLeaseJournal', () => {
  const journal = new FakeLeaseJournal();
  const references = new Set<readonly [string | null, string | null]>();
  journal.isReferred = (lease, session) =>
    [...references].some(
      ([token, id]) => (lease !== null && token === lease) || (session !== null && id === session),
    );
  return {
    journal,
    settle: () => {},
    refer: async (lease, session) => {
      const reference = [lease, session] as const;
      references.add(reference);
      return () => references.delete(reference);
    },
    close: () => {},
  };
});

callRepositoryContract('FakeCallRepository', () => ({ calls: new FakeCallRepository(), close: () => {} }));

modelStoreContract('FakeModelStore', () => ({
  models: new FakeModelStore(),
  settle: () => {},
  close: () => {},
}));
