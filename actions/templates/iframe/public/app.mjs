import { toMiles } from './convert.mjs';

const kilometres = document.querySelector('#kilometres');
const miles = document.querySelector('#miles');

kilometres.addEventListener('input', () => {
  miles.value = toMiles(kilometres.value)?.toFixed(2) ?? '–';
});
