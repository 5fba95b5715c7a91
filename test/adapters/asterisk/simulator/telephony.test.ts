// The telephony contract, on the PBX simulator.
import { describe } from 'vitest';
import { PbxSimulator } from '../../../../src/adapters/asterisk/simulator/pbx-simulator.ts';
import { SystemClock } from '../../../../src/adapters/system/system-clock.ts';
import { RecordingLog } from '../../../support/fake-ami.ts';
import { CALLER, DID } from '../call-stories.ts';
import { telephonyContract } from '../telephony-contract.ts';

describe('over AMI, with the PBX simulator', () => {
  telephonyContract(async () => {
    const clock = new SystemClock(new RecordingLog());
    const pbx = new PbxSimulator({ clock });
    await pbx.start();
    return {
      ami: { port: pbx.port, username: pbx.username, secret: pbx.secret },
      clock,
      placeCall: async (outcome, stays = false) => {
        const lasting = stays ? {} : { talkMs: 20 };
        pbx.placeCall({ caller: CALLER, did: DID, outcome, answerAfterMs: 40, ...lasting });
      },
      hangUp: async () => {
        for (const call of pbx.calls) pbx.hangUp(call);
      },
      stop: () => pbx.stop(),
    };
  });
});
