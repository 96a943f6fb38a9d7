import { type Guard, sameOf } from './guard.ts';
import type { Reading } from './reading.ts';

const NEGATIONS = new Set(
  'not no never none nobody nothing nowhere neither nor without except unless hardly avoid stop refuse fail lack instead'.split(' '),
);

/** Opposites: where one question has the one and the other has only the other, they ask opposite things. Stems. */
const OPPOSITES: readonly (readonly [string, string])[] =
  `before/after with/without start/stop begin/end open/clos enabl/disabl enable/disable activate/deactivate activat/deactivat on/off up/down in/out increas/decreas
  increase/decrease rais/lower buy/sell like/dislike love/hate pro/con best/worst better/worse more/less most/least more/fewer minimum/maximum min/max minimiz/maximiz first/last
  old/new hot/cold high/low allow/forbid allow/block deposit/withdraw send/receiv send/get lend/borrow import/export upload/download add/remov add/delet insert/delet
  encrypt/decrypt encod/decod push/pull left/right true/false win/los safe/unsafe always/never abov/below over/under insid/outsid early/late fast/slow cheap/expensiv
  long/short big/small larg/small good/bad arriv/depart ascend/descend horizontal/vertical male/female legal/illegal possible/impossible advantag/disadvantag
  benefit/risk benefit/drawback agre/disagre connect/disconnect install/uninstall lock/unlock mut/unmut subscrib/unsubscrib follow/unfollow pin/unpin load/unload
  log/logout login/logout sign/unsign earliest/latest oldest/newest cause/cure caus/cur gain/los accept/reject accept/declin approv/reject credit/debit hir/fir enter/exit
  north/south east/west front/back top/bottom day/night morn/even summer/winter sunris/sunset import/export public/privat local/remot sync/async mutabl/immutabl static/dynamic
  internal/external input/output positiv/negativ plus/minus odd/even major/minor single/marri rich/poor young/old strong/weak heavy/light wet/dry full/empty
  include/exclud includ/exclud freez/unfreez block/unblock healthy/unhealthy happy/unhappy lucky/unlucky necessary/unnecessary paid/unpaid known/unknown
  correct/incorrect complet/incomplet valid/invalid direct/indirect formal/informal dependent/independent activ/inactiv visible/invisibl
  husband/wif father/mother brother/sister son/daughter boy/girl man/woman men/women he/she his/her boyfriend/girlfriend uncle/aunt king/queen`
    .split(/\s+/)
    .map(pair => pair.split('/') as [string, string]);

export const polarity: Guard = {
  name: 'a negation or an opposite',
  objects: (one, other) => negated(one) !== negated(other) || (!sameOf(NEGATIONS, one, other) && both(one, other)) || opposed(one, other),
};

const negationsIn = ({ words }: Reading): number => words.filter(word => NEGATIONS.has(word)).length;
/** Two negations make one assertion. */
const negated = (reading: Reading): boolean => negationsIn(reading) % 2 === 1;
const both = (one: Reading, other: Reading): boolean => negationsIn(one) + negationsIn(other) > 2;

function opposed(one: Reading, other: Reading): boolean {
  const ofOne = new Set([...one.stems, ...one.words]);
  const ofOther = new Set([...other.stems, ...other.words]);
  return OPPOSITES.some(
    ([a, b]) =>
      (ofOne.has(a) && ofOther.has(b) && !ofOne.has(b) && !ofOther.has(a)) ||
      (ofOne.has(b) && ofOther.has(a) && !ofOne.has(a) && !ofOther.has(b)),
  );
}
