import { installPackages } from './install-packages.ts';
import { installPython, MissingError } from './install-python.ts';

try {
  installPython();
  installPackages();
} catch (error) {
  if (!(error instanceof MissingError)) throw error;
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
