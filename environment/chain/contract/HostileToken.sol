// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// A token that attacks whoever pays with it, for tests: on a transfer it calls back what it was told
/// to, and remembers whether that went through; or it answers false and moves nothing.
contract HostileToken {
    mapping(address => uint256) public balanceOf;
    bool public refuses;
    bytes public attack;
    uint256 public attacks;
    uint256 public breaches;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function approve(address, uint256) external pure returns (bool) {
        return true;
    }

    function plan(bytes calldata callback, bool refuse) external {
        attack = callback;
        refuses = refuse;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        if (refuses) return false;
        if (attack.length > 0) {
            attacks++;
            (bool done,) = msg.sender.call(attack);
            if (done) breaches++;
        }
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        if (refuses) return false;
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        return true;
    }
}
