// support/catch.h - the one place that knows Catch2's version (2.13 in Debian 12; 3 in later releases).
#pragma once

#include <catch2/catch.hpp>
