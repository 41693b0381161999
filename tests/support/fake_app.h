// support/fake_app.h - the study's job app in memory, an HttpClient and its run
// folder at once. Right in everything unless a fault is switched on by its name;
// the names are those that fake_app.cc asks for.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/vocabulary/app.h"
#include "trying/launch/app_files.h"
#include "trying/transport/http_client.h"

namespace assay {

class FakeApp : public HttpClient, public AppFiles {
 public:
  explicit FakeApp(std::set<std::string> faults = {}) : faults_(std::move(faults)) {}

  Exchange send(const Request& request, const SendOptions& options) override;

  Result<std::vector<AppFile>> list() override;
  Result<std::string> read(const std::string& path, std::size_t max_bytes) override;

  // Answers before the app does; the outer optional: whether it answers at all.
  std::function<std::optional<Response>(const Request&)> before;
  // The app dies on the first request for which this is true.
  std::function<bool(const Request&)> deadly;
  // Requests that get no answer, though the app lives on.
  std::function<bool(const Request&)> silent;
  // How a password is stored: columns of the row beside id and email.
  std::function<std::vector<std::string>(const std::string& password)> store;

  std::vector<Exchange> seen;
  std::set<std::string> addresses;
  bool dead = false;

  // The routes as the reading lane would tell them.
  static App app();

 private:
  struct UserRow {
    std::string id, email, password, role;
    std::vector<std::string> stored;
  };
  struct JobRow {
    std::string id, owner, name, description;
    std::optional<std::string> file;
  };

  bool has(const std::string& fault) const { return faults_.count(fault) != 0; }
  Response answer(const Request& request);
  Response route(const Request& request);
  Response register_user(const Request& request);
  Response login(const Request& request);
  Response jobs(const Request& request);
  Response job(const Request& request, const std::string& id, const std::string& rest);
  Response invalid(const Request& request, const std::string& field) const;
  Response documents(const std::string& path) const;
  void add_headers(const Request& request, Response& response) const;
  void add_cors(const Request& request, Response& response) const;
  UserRow* user_of(const Request& request);
  std::string token_for(const UserRow& user) const;
  bool is_right_token(const std::string& token) const;

  std::set<std::string> faults_;
  std::vector<UserRow> users_;
  std::vector<JobRow> jobs_;
  int next_id_ = 1;
  std::map<std::string, std::string> files_;
};

}  // namespace assay
