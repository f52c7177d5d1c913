// THREW: there is no module to import.
import('fs');
