# Writes customers.jsonl: what three organisations and 303 of their customers did, as instructions of `consent submit`.
#   awk -f scripts/sample/customers.awk > scripts/sample/customers.jsonl
# The same file every time: the numbers come from a fixed seed (Lehmer's generator, exact in every awk).

function random(n) { seed = (seed * 16807) % 2147483647; return seed % n }

function line(what, who, org, rest) {
  printf "{\"do\":\"%s\",\"wallet\":\"%s\",\"controller\":\"%s\"%s}\n", what, who, org, rest
}

function of(process) { return ",\"process\":\"" process "@1\"" }
function with(categories) { return ",\"dataCategories\":[" categories "]" }

function open(who, org) { line("open", who, org, "") }
function request(who, org, p) { line("request", who, org, of(p)) }
function decide(what, who, org, p, categories) {
  line(what, who, org, of(p) ",\"language\":\"" (random(5) == 0 ? other[org] : "en") "\"" categories)
}
function grant(who, org, p) { request(who, org, p); decide("grant", who, org, p, with(data[p])) }
function refuse(who, org, p) { request(who, org, p); decide("refuse", who, org, p, "") }
function withdraw(who, org, p) { line("withdraw", who, org, ",\"process\":\"" p "\"") }
function opt(what, who, org, right, source) { line(what, who, org, ",\"right\":\"" right "\",\"source\":\"" source "\"") }
function collected(who, org, p) { line("record-collected", who, org, of(p) with(data[p])) }
function used(who, org, p) { line("record-used", who, org, of(p) with(data[p])) }
function erased(who, org, p) { line("record-erased", who, org, of(p) with(data[p])) }
function sold(who, org, p, to) {
  line("record-disclosed", who, org, of(p) with(data[p]) ",\"recipient\":\"" to "\",\"disclosure\":\"SALE\"")
}

# The three customers of the tutorial.
function story() {
  # Alice: sold to the insurer while she allowed it, and once more after she had opted out.
  open("alice", "retailer"); collected("alice", "retailer", "orders"); grant("alice", "retailer", "loyalty")
  used("alice", "retailer", "loyalty"); grant("alice", "retailer", "data-sale")
  collected("alice", "retailer", "data-sale"); sold("alice", "retailer", "data-sale", "insurer")
  opt("opt-out", "alice", "retailer", "SALE", "GPC"); sold("alice", "retailer", "data-sale", "insurer")
  # She let the bank write to her, and took that back.
  open("alice", "bank"); collected("alice", "bank", "account"); grant("alice", "bank", "marketing")
  used("alice", "bank", "marketing"); withdraw("alice", "bank", "marketing")
  # Bob: the insurer went on recording his driving after he had taken his consent back.
  open("bob", "insurer"); collected("bob", "insurer", "policy"); grant("bob", "insurer", "telematics")
  collected("bob", "insurer", "telematics"); used("bob", "insurer", "telematics")
  withdraw("bob", "insurer", "telematics"); used("bob", "insurer", "telematics")
  # Carol: says no, opts out, and has everything erased. All did as they should.
  open("carol", "bank"); collected("carol", "bank", "account"); refuse("carol", "bank", "marketing")
  open("carol", "retailer"); collected("carol", "retailer", "orders"); grant("carol", "retailer", "newsletter")
  used("carol", "retailer", "newsletter"); withdraw("carol", "retailer", "newsletter")
  erased("carol", "retailer", "newsletter"); opt("opt-out", "carol", "retailer", "SALE", "FORM")
}

# What may happen around one process that needs consent.
function consented(who, org, p, chance) {
  chance = random(100)
  if (chance < 22) { refuse(who, org, p); return }
  grant(who, org, p); collected(who, org, p); used(who, org, p)
  if (chance < 34) {
    withdraw(who, org, p)
    if (chance < 31) erased(who, org, p)
    else if (chance == 33) used(who, org, p)
  }
}

function at_bank(who) {
  open(who, "bank"); collected(who, "bank", "account")
  if (random(2)) used(who, "bank", "fraud-prevention")
  consented(who, "bank", "marketing")
  if (random(4) == 0) consented(who, "bank", "credit-scoring")
}

function at_insurer(who) {
  open(who, "insurer"); collected(who, "insurer", "policy")
  if (random(3) == 0) consented(who, "insurer", "health-assessment")
  if (random(2)) consented(who, "insurer", "telematics")
}

function at_retailer(who) {
  open(who, "retailer"); collected(who, "retailer", "orders"); used(who, "retailer", "orders")
  if (random(2)) consented(who, "retailer", "loyalty")
  if (random(2)) consented(who, "retailer", "newsletter")
  if (random(5) == 0) {
    grant(who, "retailer", "data-sale"); collected(who, "retailer", "data-sale")
    sold(who, "retailer", "data-sale", "insurer")
    if (random(2)) {
      opt("opt-out", who, "retailer", "SALE", source[random(4)])
      if (random(12) == 0) sold(who, "retailer", "data-sale", "insurer")
      else if (random(6) == 0) opt("opt-in", who, "retailer", "SALE", "FORM")
    }
  } else if (random(4) == 0) opt("opt-out", who, "retailer", "DIRECT_MARKETING", source[random(4)])
}

function customer(number, who, first) {
  who = sprintf("c-%04d", number)
  first = number % 3
  if (first == 0) at_bank(who); else if (first == 1) at_insurer(who); else at_retailer(who)
  if (random(10) < 4) { if (first == 0) at_retailer(who); else at_bank(who) }
  if (random(10) == 0 && first == 1) at_retailer(who)
}

BEGIN {
  seed = 20260101
  other["bank"] = "de"; other["insurer"] = "en"; other["retailer"] = "fr"
  data["account"] = "\"BankAccount\",\"Contact\",\"Name\",\"Transaction\""
  data["fraud-prevention"] = "\"DeviceBased\",\"Transaction\""
  data["marketing"] = "\"EmailAddress\",\"ServiceConsumptionBehaviour\""
  data["credit-scoring"] = "\"CreditRecord\",\"Income\""
  data["policy"] = "\"Contact\",\"Insurance\",\"Name\""
  data["health-assessment"] = "\"Health\",\"HealthHistory\""
  data["telematics"] = "\"CurrentLocation\",\"VehicleUsage\""
  data["orders"] = "\"Name\",\"PhysicalAddress\",\"Purchase\""
  data["newsletter"] = "\"EmailAddress\""
  data["loyalty"] = "\"Preference\",\"Purchase\""
  data["data-sale"] = "\"AgeRange\",\"PurchasesAndSpendingHabit\""
  source[0] = "FORM"; source[1] = "GPC"; source[2] = "GPP"; source[3] = "PHONE"
  story()
  for (number = 1; number <= 300; number++) customer(number)
}
