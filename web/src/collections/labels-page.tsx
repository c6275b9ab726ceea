import { Fragment, type ReactNode } from 'react';
import { type ItemPartsFragment } from '../api/generated/operations.js';
import { permanentAddress } from '../record/record-path.js';
import { langTag } from '../texts/language.js';
import { Name } from '../ui/name.js';
import { QrCode } from '../ui/qr-code.js';
import { RecognitionBadge } from '../ui/recognition-badge.js';
import { titlesOf, Written } from './item-facts.js';
import { PrintPage } from './print-page.js';
import { useTexts } from './use-texts.js';

/** Labels of A6 on a sheet of A4. */
const PER_SHEET = 4;

/** An item that has a record. */
type Shown = ItemPartsFragment & { readonly achievement: NonNullable<ItemPartsFragment['achievement']> };

function Grants({ achievement }: Pick<Shown, 'achievement'>): ReactNode {
  const texts = useTexts();
  return (
    <ul className="label-grants">
      {achievement.grants.map(({ award, level, year, recognition }, index) => (
        <li key={index}>
          <Name text={award.name} />
          {level !== null && (
            <>
              {'\u00a0· '}
              <Name text={{ value: level }} />
            </>
          )}
          {year !== null && `\u00a0· ${year}`}
          {recognition === 'NOMINATED' && <strong> · {texts.print.notAwarded}</strong>}
        </li>
      ))}
    </ul>
  );
}

function Label({ item, place }: { readonly item: Shown; readonly place: number }): ReactNode {
  const texts = useTexts();
  const { achievement } = item;
  const { code, craftsmen, organisation, recognition, year } = achievement;
  const [title, ...others] = titlesOf(item);
  const people = craftsmen.edges.map(({ node }) => node);
  const address = permanentAddress(code);
  return (
    <article className="label" data-code={code}>
      <p className="label-head">
        <span>{place}</span>
        <RecognitionBadge recognition={recognition} />
        {year !== null && <span>{year}</span>}
      </p>
      <h2 lang={langTag(title.lang)}>{title.value}</h2>
      {others.map(({ value, lang }) => (
        <p key={lang} className="label-second" lang={langTag(lang)}>
          {value}
        </p>
      ))}
      <Written text={item.notes} />
      <div className="label-foot">
        <div className="label-facts">
          {people.length > 0 && (
            <p>
              {people.map(({ code: person, name }, index) => (
                <Fragment key={person}>
                  {index > 0 && <span lang="zh-CN">、</span>}
                  <Name text={name} />
                </Fragment>
              ))}
              {craftsmen.totalCount > people.length && ` ${texts.item.morePeople(craftsmen.totalCount)}`}
            </p>
          )}
          {organisation && (
            <p>
              <Name text={organisation.name} />
            </p>
          )}
          <Grants achievement={achievement} />
        </div>
        <figure className="label-qr">
          <QrCode text={address} label={texts.print.qr(code)} />
          <figcaption>{code}</figcaption>
        </figure>
      </div>
    </article>
  );
}

function sheetsOf(items: readonly Shown[]): Shown[][] {
  const sheets = Math.ceil(items.length / PER_SHEET);
  return Array.from({ length: sheets }, (_, sheet) =>
    items.slice(sheet * PER_SHEET, (sheet + 1) * PER_SHEET),
  );
}

/** Wall labels: A6, four on a sheet of A4, each with the way to its record. */
export function Component(): ReactNode {
  const texts = useTexts();
  return (
    <PrintPage hint={texts.print.hint} titled={texts.print.labelsOf}>
      {({ items }) => {
        const shown = items.filter((item): item is Shown => item.achievement !== null);
        const skipped = items.length - shown.length;
        return (
          <>
            {skipped > 0 && <p className="notice print-tools">{texts.print.skipped(skipped)}</p>}
            {sheetsOf(shown).map((sheet, index) => (
              <div key={index} className="sheet">
                {sheet.map((item) => (
                  <Label key={item.code} item={item} place={items.indexOf(item) + 1} />
                ))}
              </div>
            ))}
          </>
        );
      }}
    </PrintPage>
  );
}
