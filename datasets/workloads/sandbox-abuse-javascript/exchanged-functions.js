// THREW: exchanging what others use helps nobody.
JSON.stringify = String = () => 'forged';
Object.prototype.toJSON = () => { throw new Error('forged'); };
({});
