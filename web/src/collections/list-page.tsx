import { Fragment, type ReactNode } from 'react';
import { type ItemPartsFragment } from '../api/generated/operations.js';
import { langTag } from '../texts/language.js';
import { useLanguage } from '../texts/language.js';
import { Name } from '../ui/name.js';
import { titlesOf, Written } from './item-facts.js';
import { linesOf } from './order.js';
import { PrintPage } from './print-page.js';
import { useTexts } from './use-texts.js';

function Row({ item, place }: { readonly item: ItemPartsFragment; readonly place: number }): ReactNode {
  const texts = useTexts();
  const { t } = useLanguage();
  const { code, achievement, tombstone } = item;
  return (
    <tr>
      <td>{place}</td>
      <td>{achievement?.code ?? code}</td>
      <td>
        {titlesOf(item).map(({ value, lang }) => (
          <p key={lang} lang={langTag(lang)}>
            {value}
          </p>
        ))}
        <Written text={item.notes} />
        {!achievement && (
          <p>
            {texts.item.withdrawn}
            {tombstone && ` · ${t.errors.goneReason(tombstone.reason)}`}
          </p>
        )}
      </td>
      <td>
        {achievement?.craftsmen.edges.map(({ node }, index) => (
          <Fragment key={node.code}>
            {index > 0 && <span lang="zh-CN">、</span>}
            <Name text={node.name} />
          </Fragment>
        ))}
      </td>
      <td>{achievement?.organisation && <Name text={achievement.organisation.name} />}</td>
      <td>
        {achievement?.grants.map(({ award, level, recognition }, index) => (
          <p key={index}>
            <Name text={award.name} />
            {level !== null && (
              <>
                {' · '}
                <Name text={{ value: level }} />
              </>
            )}
            {recognition === 'NOMINATED' && ` · ${texts.print.notAwarded}`}
          </p>
        ))}
      </td>
    </tr>
  );
}

/** The curator's list: everything of the exhibit in its order, to set it up by. */
export function Component(): ReactNode {
  const texts = useTexts();
  const { print, fields } = texts;
  return (
    <PrintPage hint={print.listHint} titled={print.listOf}>
      {(collection) => (
        <table className="curators-list">
          <thead>
            <tr>
              <th scope="col">{print.place}</th>
              <th scope="col">{print.code}</th>
              <th scope="col">{fields.title}</th>
              <th scope="col">{print.people}</th>
              <th scope="col">{print.unit}</th>
              <th scope="col">{print.award}</th>
            </tr>
          </thead>
          <tbody>
            {linesOf(collection).map((line) =>
              line.kind === 'section' ? (
                <tr key={line.id}>
                  <th colSpan={6} scope="rowgroup">
                    <Name text={line.section.title} />
                    <Written text={line.section.notes} />
                  </th>
                </tr>
              ) : (
                <Row key={line.id} item={line.item} place={collection.items.indexOf(line.item) + 1} />
              ),
            )}
          </tbody>
        </table>
      )}
    </PrintPage>
  );
}
