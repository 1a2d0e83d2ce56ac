const kilometres = document.querySelector('#kilometres');
const miles = document.querySelector('#miles');

kilometres.addEventListener('input', () => {
  const value = Number(kilometres.value);
  miles.value = kilometres.value === '' || Number.isNaN(value) ? '–' : (value / 1.609344).toFixed(2);
});
