"""Signatures in plain integers (docs/spec/keys-and-signatures.md). Nothing here is secret, so nothing is hidden."""
import collections
import hashlib

from .encoding import key_id, sha256

ED25519, P256 = 1, 2
ED_PRIME = 2**255 - 19
ED_ORDER = 2**252 + 27742317777372353535851937790883648493
ED_D = -121665 * pow(121666, -1, ED_PRIME) % ED_PRIME
ED_IDENTITY = (0, 1, 1, 0)


def ed_add(one, two):
    """Adds two points of edwards25519, as (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z (RFC 8032, 5.1.4). The
    formula has no exceptions: it serves for doubling and for the identity too."""
    a = (one[1] - one[0]) * (two[1] - two[0]) % ED_PRIME
    b = (one[1] + one[0]) * (two[1] + two[0]) % ED_PRIME
    c = 2 * one[3] * two[3] * ED_D % ED_PRIME
    d = 2 * one[2] * two[2] % ED_PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % ED_PRIME, g * h % ED_PRIME, f * g % ED_PRIME, e * h % ED_PRIME)


def ed_sum(scalar_1, point_1, scalar_2=0, point_2=ED_IDENTITY):
    """scalar_1 * point_1 + scalar_2 * point_2."""
    both, result = ed_add(point_1, point_2), ED_IDENTITY
    for bit in range(max(scalar_1.bit_length(), scalar_2.bit_length()) - 1, -1, -1):
        result = ed_add(result, result)
        chosen = (scalar_1 >> bit & 1, scalar_2 >> bit & 1)
        if chosen != (0, 0):
            result = ed_add(result, both if chosen == (1, 1) else point_1 if chosen[0] else point_2)
    return result


def ed_encode(point):
    inverse = pow(point[2], -1, ED_PRIME)
    x, y = point[0] * inverse % ED_PRIME, point[1] * inverse % ED_PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


def ed_decode(raw):
    """The point with this encoding; None where there is none or it isn't the canonical one."""
    encoded = int.from_bytes(raw, "little")
    sign, y = encoded >> 255, encoded & (1 << 255) - 1
    if len(raw) != 32 or y >= ED_PRIME:
        return None
    u, v = y * y - 1, ED_D * y * y + 1
    x = u * pow(v, 3, ED_PRIME) * pow(u * pow(v, 7, ED_PRIME), (ED_PRIME - 5) // 8, ED_PRIME) % ED_PRIME
    if (v * x * x - u) % ED_PRIME:
        x = x * pow(2, (ED_PRIME - 1) // 4, ED_PRIME) % ED_PRIME
    if (v * x * x - u) % ED_PRIME or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = ED_PRIME - x
    return (x, y, 1, x * y % ED_PRIME)


ED_BASE = ed_decode((4 * pow(5, -1, ED_PRIME) % ED_PRIME).to_bytes(32, "little"))


def ed_key(raw):
    """The public key as a point; None unless it is canonical, on the curve and of full order."""
    point = ed_decode(raw)
    if point is None or point[:2] == (0, 1) or ed_encode(ed_sum(ED_ORDER, point)) != ed_encode(ED_IDENTITY):
        return None
    return point


def ed_holds(point, raw, message, signature):
    """S B = R + k A without the cofactor. R is worked out from the rest and compared as bytes, so a R that isn't
    canonical fails; and as A and B have full order, the only R left that hasn't is the identity."""
    s = int.from_bytes(signature[32:], "little")
    if s >= ED_ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + raw + message).digest(), "little") % ED_ORDER
    expected = ed_encode(ed_sum(s, ED_BASE, ED_ORDER - k, point))
    return expected == signature[:32] and expected != ed_encode(ED_IDENTITY)


P_PRIME = 2**256 - 2**224 + 2**192 + 2**96 - 1
P_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
P_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
P_BASE = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
          0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def p_add(one, two):
    """Adds two points of P-256, as (x, y); None is the point at infinity."""
    if one is None or two is None:
        return two if one is None else one
    if one[0] == two[0]:
        if (one[1] + two[1]) % P_PRIME == 0:
            return None
        slope = (3 * one[0] * one[0] - 3) * pow(2 * one[1], -1, P_PRIME)
    else:
        slope = (two[1] - one[1]) * pow(two[0] - one[0], -1, P_PRIME)
    x = (slope * slope - one[0] - two[0]) % P_PRIME
    return (x, (slope * (one[0] - x) - one[1]) % P_PRIME)


def p_sum(scalar_1, point_1, scalar_2, point_2):
    both, result = p_add(point_1, point_2), None
    for bit in range(255, -1, -1):
        result = p_add(result, result)
        chosen = (scalar_1 >> bit & 1, scalar_2 >> bit & 1)
        result = p_add(result, {(0, 0): None, (1, 0): point_1, (0, 1): point_2, (1, 1): both}[chosen])
    return result


def p_key(raw):
    """The public key as a point; None unless it is 04, x, y of a point of the curve."""
    x, y = int.from_bytes(raw[1:33], "big"), int.from_bytes(raw[33:], "big")
    good = len(raw) == 65 and raw[0] == 4 and x < P_PRIME and y < P_PRIME
    return (x, y) if good and (y * y - x * x * x + 3 * x - P_B) % P_PRIME == 0 else None


def p_holds(point, raw, message, signature):
    """ECDSA over SHA-256, with r and s in range and s in the lower half."""
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not (1 <= r < P_ORDER and 1 <= s <= (P_ORDER - 1) // 2):
        return False
    inverse, digest = pow(s, -1, P_ORDER), int.from_bytes(sha256(message), "big")
    found = p_sum(digest * inverse % P_ORDER, P_BASE, r * inverse % P_ORDER, point)
    return found is not None and found[0] % P_ORDER == r


CURVES = {ED25519: (ed_key, ed_holds), P256: (p_key, p_holds)}
Key = collections.namedtuple("Key", "algorithm raw point id")


def public_key(algorithm, raw):
    """The key, where the ledger's rules accept it; else None."""
    point = CURVES[algorithm][0](raw) if algorithm in CURVES else None
    return None if point is None else Key(algorithm, raw, point, key_id(algorithm, raw))


def signature_holds(key, message, signature):
    return len(signature) == 64 and CURVES[key.algorithm][1](key.point, key.raw, message, signature)
