import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlValidateError,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { type CyclonedxVersion, readXmlSchema } from './cyclonedx-schemas.ts';

/** A violation of the schema. */
export interface XmlViolation {
  readonly message: string;
  /** Counted from 1. */
  readonly line: number;
}

export type ValidateXml = (xml: XmlDocument) => readonly XmlViolation[];

/** Compiles the official XML schema of a version, reading no file but those of the library that it lies in. */
export function compileCyclonedxXmlSchema(version: CyclonedxVersion): ValidateXml {
  const licences = 'spdx.SNAPSHOT.xsd';
  xmlRegisterInputProvider(
    new XmlBufferInputProvider({ [`${SCHEMA_BASE}${licences}`]: readXmlSchema(licences) }),
  );
  try {
    const file = `bom-${version}.SNAPSHOT.xsd`;
    using schema = XmlDocument.fromBuffer(readXmlSchema(file), { url: `${SCHEMA_BASE}${file}` });
    const validator = XsdValidator.fromDoc(schema);
    return (xml) => {
      try {
        validator.validate(xml);
        return [];
      } catch (error) {
        if (!(error instanceof XmlValidateError)) throw error;
        return error.details.map(({ message, line }) => ({ message: message.trim(), line }));
      }
    };
  } finally {
    xmlCleanupInputProvider();
  }
}

const SCHEMA_BASE = 'souk:/';
