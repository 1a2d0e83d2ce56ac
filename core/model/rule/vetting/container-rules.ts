import { type BuiltInRule, deny, notice, warn } from '../rule-table.ts';

export const containerRules = {
  'container/unreadable': deny(
    'Container files can be read',
    'What no tool can read, nobody has checked: a file that is too large, no text, or not a container file.',
  ),
  'container/not-linted': notice(
    'Commands for other shells are not looked at',
    'The checks know POSIX shells; commands for PowerShell or cmd need the eyes of a person.',
  ),
  'container/root-user': deny(
    'The image does not run as root',
    'A process that is root in its container needs one hole in the kernel to be root on the node.',
  ),
  'container/base-not-pinned': deny(
    'Base images are pinned by digest',
    'A tag moves: tomorrow the same file builds another image, and nobody has reviewed that one. While an entry is proposed, this is a notice.',
  ),
  'container/latest-tag': deny(
    'Base images have a version',
    'Without a tag, or with latest, not even the major version of the base is decided.',
  ),
  'container/registry-not-allowed': deny(
    'Images come from registries that are trusted',
    'Whoever runs a registry decides what an image holds.',
  ),
  'container/untrusted-frontend': deny(
    'The standard frontend carries out the build',
    'The image named by a syntax directive carries out the whole build and can put anything into the result.',
  ),
  'container/secret-in-image': deny(
    'Images hold no secrets',
    'What ENV, ARG and COPY bring in stays in the history and the layers of the image, for everybody who can pull it.',
  ),
  'container/whole-context': warn(
    'Copying the whole folder needs a .dockerignore',
    'Without one, local secrets, version control and dependencies of the machine that builds go into the image.',
  ),
  'container/download-and-run': deny(
    'Builds do not run what they download unseen',
    'Whoever controls the address at the moment of the build controls the image.',
  ),
  'container/unverified-download': deny(
    'Downloads are checked against a digest',
    'An address can answer with something else tomorrow.',
  ),
  'container/verification-off': deny(
    'Certificates and signatures are verified',
    'Without verification, anybody on the way can put something else into the image.',
  ),
  'container/insecure-build': deny(
    'Builds stay in their sandbox',
    'With security or network of the host, a build step reaches the machine that builds for everybody.',
  ),
  'container/ssh-exposed': deny(
    'Containers run no remote shell',
    'A remote shell passes by the access rules and the audit log of the platform.',
  ),
  'container/sudo': warn(
    'Builds do without sudo',
    'sudo in an image lets the running program become root again.',
  ),
  'container/world-writable': warn(
    'Files are not writable for everybody',
    'Any process in the container could replace such a file.',
  ),
  'container/unpinned-packages': warn(
    'Packages have a version',
    'Without versions, the same file builds another image tomorrow.',
  ),
  'container/package-cache': warn(
    'Layers hold no package caches',
    'Caches make the image larger and keep the old package lists for whoever gets in.',
  ),
  'container/no-healthcheck': warn(
    'Services say how to tell that they are healthy',
    'Without a check, a process that hangs counts as running.',
  ),
  'container/trigger': warn(
    'Images leave no triggers to other builds',
    'ONBUILD runs in the builds of other people, who do not see it in their own file.',
  ),
} as const satisfies Record<string, BuiltInRule>;
