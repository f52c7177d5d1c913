// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// The part of an ERC-20 token that a channel needs.
interface Token {
    function transfer(address to, uint256 amount) external returns (bool);

    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

/// Payment channels: a payer locks tokens, promises them away voucher by voucher off the chain, and
/// the sequencer brings the last voucher here once.
///
/// It speaks the interface and the EIP-712 domain of the contract that the document describes and is
/// written anew. Where that one loses money it refuses: a closed channel's id is never used again, so
/// no old voucher can be replayed into a new channel; a token that answers false stops the payment; all
/// state is written before any token is called; and after the expiry the sequencer alone may close for
/// a while, so that a payer cannot race its last voucher with a stale published state.
contract StreamChannel {
    /// How long after its expiry a channel can be closed by the sequencer only.
    uint256 public constant SETTLEMENT_WINDOW = 1 hours;
    /// How far ahead of the block a voucher's clock may be.
    uint256 public constant CLOCK_SKEW_MAX = 15 minutes;
    uint256 public constant LIFETIME_MAX = 365 days;
    /// Bounds the gas of a close; the sequencer holds the same bound.
    uint256 public constant RECIPIENTS_MAX = 30;

    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant DATA_TYPE =
        keccak256(
            "ChannelData(bytes32 channelId,uint256 sequenceNumber,uint256 timestamp,address[] recipients,uint256[] amounts)"
        );
    /// Half of the order of secp256k1: of s and n - s, which both verify, only the lower is taken.
    uint256 private constant HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    struct Promise {
        address recipient;
        uint256 amount;
    }

    struct Channel {
        address owner;
        uint256 balance;
        uint256 expiryTime;
        uint256 sequenceNumber;
        Promise[] promises;
    }

    struct BatchClosure {
        bytes32 channelId;
        uint256 sequenceNumber;
        uint256 timestamp;
        address[] recipients;
        uint256[] amounts;
        bytes userSignature;
    }

    Token public immutable token;
    address public immutable sequencer;
    bytes32 private immutable separator;

    mapping(bytes32 => Channel) public channels;
    mapping(address => bytes32[]) public userChannels;
    /// Where a channel stands among its owner's: closing costs the same however many there are.
    mapping(bytes32 => uint256) private places;
    /// Whether a channel of that id has been closed; it can never be opened again.
    mapping(bytes32 => bool) public closed;

    event FundsBlocked(address indexed owner, uint256 amount, bytes32 indexed channelId);
    event ChannelClosed(address indexed owner, bytes32 indexed channelId);
    event FundsReturnedToOwner(address indexed owner, uint256 amount);
    event IntermediateStatePublished(bytes32 indexed channelId, uint256 sequenceNumber, address indexed publisher);

    error ZeroAddress();
    error NotTheSequencer(address caller);
    error NotAnAccount(address caller);
    error NothingToLock();
    error ExpiryOutOfRange(uint256 expiryTime);
    error ChannelIdUsed(bytes32 channelId);
    error NoSuchChannel(bytes32 channelId);
    error ListsDiffer(uint256 recipients, uint256 amounts);
    error TooManyRecipients(uint256 recipients);
    error SignedInTheFuture(uint256 timestamp);
    error SignedAfterExpiry(uint256 timestamp);
    error StaleVoucher(uint256 published, uint256 offered);
    error PromisesExceedBalance(uint256 balance);
    error MalformedSignature();
    error WrongSigner(address expected, address found);
    error ChannelExpired(uint256 expiryTime);
    error NotYetOpenToAnyone(uint256 from);
    error TokenRefused();

    constructor(address tokenAddress, address sequencerAddress) {
        if (tokenAddress == address(0) || sequencerAddress == address(0)) revert ZeroAddress();
        token = Token(tokenAddress);
        sequencer = sequencerAddress;
        separator = keccak256(
            abi.encode(DOMAIN_TYPE, keccak256("StreamChannel"), keccak256("1"), block.chainid, address(this))
        );
    }

    modifier onlySequencer() {
        if (msg.sender != sequencer) revert NotTheSequencer(msg.sender);
        _;
    }

    /// Locks `amount` of the caller's tokens, which it has approved, until they are settled.
    function openChannel(uint256 amount, uint256 expiryTime, uint256 signatureTimestamp, bytes calldata userSignature)
        external
        returns (bytes32 channelId)
    {
        if (msg.sender.code.length != 0) revert NotAnAccount(msg.sender);
        if (amount == 0) revert NothingToLock();
        if (expiryTime <= block.timestamp || expiryTime > block.timestamp + LIFETIME_MAX) {
            revert ExpiryOutOfRange(expiryTime);
        }
        channelId = getChannelId(msg.sender, expiryTime, amount);
        if (closed[channelId] || channels[channelId].expiryTime != 0) revert ChannelIdUsed(channelId);
        checkTime(expiryTime, signatureTimestamp);
        bytes32 digest = digestOf(channelId, 0, signatureTimestamp, new address[](0), new uint256[](0));
        checkSigner(msg.sender, digest, userSignature);

        Channel storage channel = channels[channelId];
        channel.owner = msg.sender;
        channel.balance = amount;
        channel.expiryTime = expiryTime;
        places[channelId] = userChannels[msg.sender].length;
        userChannels[msg.sender].push(channelId);
        emit FundsBlocked(msg.sender, amount, channelId);
        if (!token.transferFrom(msg.sender, address(this), amount)) revert TokenRefused();
    }

    /// Pays out a channel by its last voucher.
    function finalCloseBySequencer(
        bytes32 channelId,
        uint256 sequenceNumber,
        uint256 timestamp,
        address[] calldata recipients,
        uint256[] calldata amounts,
        bytes calldata userSignature
    ) external onlySequencer {
        closeByVoucher(channelId, sequenceNumber, timestamp, recipients, amounts, userSignature);
    }

    /// Several channels at once: all or none.
    function finalCloseBySequencerBatch(BatchClosure[] calldata batch) external onlySequencer {
        for (uint256 i = 0; i < batch.length; i++) {
            BatchClosure calldata one = batch[i];
            closeByVoucher(
                one.channelId, one.sequenceNumber, one.timestamp, one.recipients, one.amounts, one.userSignature
            );
        }
    }

    /// Records a co-signed voucher, which binds from then on should the sequencer never close.
    function publishIntermediateChannelState(
        bytes32 channelId,
        uint256 sequenceNumber,
        uint256 timestamp,
        address[] calldata recipients,
        uint256[] calldata amounts,
        bytes calldata userSignature,
        bytes calldata sequencerSignature
    ) external {
        Channel storage channel = existing(channelId);
        if (block.timestamp > channel.expiryTime) revert ChannelExpired(channel.expiryTime);
        if (sequenceNumber <= channel.sequenceNumber) revert StaleVoucher(channel.sequenceNumber, sequenceNumber);
        checkPromises(channel.balance, recipients, amounts);
        checkTime(channel.expiryTime, timestamp);
        bytes32 digest = digestOf(channelId, sequenceNumber, timestamp, recipients, amounts);
        checkSigner(channel.owner, digest, userSignature);
        checkSigner(sequencer, digest, sequencerSignature);

        channel.sequenceNumber = sequenceNumber;
        delete channel.promises;
        for (uint256 i = 0; i < recipients.length; i++) {
            channel.promises.push(Promise(recipients[i], amounts[i]));
        }
        emit IntermediateStatePublished(channelId, sequenceNumber, msg.sender);
    }

    /// Pays out by the last published voucher once the sequencer has let its time pass.
    function closeAfterExpiryByAnyone(bytes32 channelId) external {
        Channel storage channel = existing(channelId);
        uint256 from = channel.expiryTime + SETTLEMENT_WINDOW;
        if (block.timestamp <= from) revert NotYetOpenToAnyone(from);
        Promise[] memory promises = channel.promises;
        payOut(channelId, promises);
    }

    function validateUserSignature(
        bytes32 channelId,
        uint256 sequenceNumber,
        uint256 timestamp,
        address[] calldata recipients,
        uint256[] calldata amounts,
        bytes calldata userSignature
    ) external view returns (bool) {
        Channel storage channel = existing(channelId);
        checkTime(channel.expiryTime, timestamp);
        return signerOf(digestOf(channelId, sequenceNumber, timestamp, recipients, amounts), userSignature)
            == channel.owner;
    }

    /// What the last published voucher promises `recipient`.
    function getRecipientBalance(bytes32 channelId, address recipient) external view returns (uint256 sum) {
        Promise[] storage promises = channels[channelId].promises;
        for (uint256 i = 0; i < promises.length; i++) {
            if (promises[i].recipient == recipient) sum += promises[i].amount;
        }
    }

    function getNumberOfRecipients(bytes32 channelId) external view returns (uint256) {
        return channels[channelId].promises.length;
    }

    function getChannelId(address owner, uint256 expiryTime, uint256 amount) public view returns (bytes32) {
        return keccak256(abi.encodePacked(owner, expiryTime, amount, separator));
    }

    function getUserChannelLength(address owner) external view returns (uint256) {
        return userChannels[owner].length;
    }

    function closeByVoucher(
        bytes32 channelId,
        uint256 sequenceNumber,
        uint256 timestamp,
        address[] calldata recipients,
        uint256[] calldata amounts,
        bytes calldata userSignature
    ) private {
        Channel storage channel = existing(channelId);
        if (sequenceNumber < channel.sequenceNumber) revert StaleVoucher(channel.sequenceNumber, sequenceNumber);
        checkPromises(channel.balance, recipients, amounts);
        checkTime(channel.expiryTime, timestamp);
        checkSigner(
            channel.owner, digestOf(channelId, sequenceNumber, timestamp, recipients, amounts), userSignature
        );
        Promise[] memory promises = new Promise[](recipients.length);
        for (uint256 i = 0; i < recipients.length; i++) {
            promises[i] = Promise(recipients[i], amounts[i]);
        }
        payOut(channelId, promises);
    }

    /// The channel is gone before the first token moves: whatever a token calls back finds none.
    function payOut(bytes32 channelId, Promise[] memory promises) private {
        address owner = channels[channelId].owner;
        uint256 left = channels[channelId].balance;
        closed[channelId] = true;
        forget(owner, channelId);
        delete channels[channelId];
        emit ChannelClosed(owner, channelId);
        for (uint256 i = 0; i < promises.length; i++) {
            left -= promises[i].amount;
            pay(promises[i].recipient, promises[i].amount);
        }
        if (left > 0) {
            emit FundsReturnedToOwner(owner, left);
            pay(owner, left);
        }
    }

    function pay(address to, uint256 amount) private {
        if (!token.transfer(to, amount)) revert TokenRefused();
    }

    function forget(address owner, bytes32 channelId) private {
        bytes32[] storage ids = userChannels[owner];
        bytes32 last = ids[ids.length - 1];
        uint256 place = places[channelId];
        ids[place] = last;
        places[last] = place;
        ids.pop();
        delete places[channelId];
    }

    function existing(bytes32 channelId) private view returns (Channel storage channel) {
        channel = channels[channelId];
        if (channel.expiryTime == 0) revert NoSuchChannel(channelId);
    }

    /// Additions are checked: a sum that leaves 256 bits panics.
    function checkPromises(uint256 balance, address[] calldata recipients, uint256[] calldata amounts) private pure {
        if (recipients.length != amounts.length) revert ListsDiffer(recipients.length, amounts.length);
        if (recipients.length > RECIPIENTS_MAX) revert TooManyRecipients(recipients.length);
        uint256 sum = 0;
        for (uint256 i = 0; i < amounts.length; i++) {
            sum += amounts[i];
        }
        if (sum > balance) revert PromisesExceedBalance(balance);
    }

    function checkTime(uint256 expiryTime, uint256 timestamp) private view {
        if (timestamp > block.timestamp + CLOCK_SKEW_MAX) revert SignedInTheFuture(timestamp);
        if (timestamp > expiryTime) revert SignedAfterExpiry(timestamp);
    }

    function digestOf(
        bytes32 channelId,
        uint256 sequenceNumber,
        uint256 timestamp,
        address[] memory recipients,
        uint256[] memory amounts
    ) private view returns (bytes32) {
        bytes32 data = keccak256(
            abi.encode(
                DATA_TYPE,
                channelId,
                sequenceNumber,
                timestamp,
                keccak256(abi.encodePacked(recipients)),
                keccak256(abi.encodePacked(amounts))
            )
        );
        return keccak256(abi.encodePacked(hex"1901", separator, data));
    }

    function checkSigner(address expected, bytes32 digest, bytes calldata signature) private pure {
        address found = signerOf(digest, signature);
        if (found != expected) revert WrongSigner(expected, found);
    }

    function signerOf(bytes32 digest, bytes calldata signature) private pure returns (address signer) {
        if (signature.length != 65) revert MalformedSignature();
        uint8 v = uint8(signature[64]);
        bytes32 s = bytes32(signature[32:64]);
        if (uint256(s) > HALF_ORDER || (v != 27 && v != 28)) revert MalformedSignature();
        signer = ecrecover(digest, v, bytes32(signature[0:32]), s);
        if (signer == address(0)) revert MalformedSignature();
    }
}
